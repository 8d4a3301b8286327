/** HTTP as Lambda sees it: events in, answers out, problems, settings. */
@NullMarked
package org.sceau.http;

import org.jspecify.annotations.NullMarked;
