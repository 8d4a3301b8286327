/** What the doubles of AWS services have in common: the HTTP server, injected faults, files. */
@NullMarked
package org.sceau.local.wire;

import org.jspecify.annotations.NullMarked;
