/** Changes and tells the status of credentials over HTTP. */
@NullMarked
package org.sceau.statuschange;

import org.jspecify.annotations.NullMarked;
