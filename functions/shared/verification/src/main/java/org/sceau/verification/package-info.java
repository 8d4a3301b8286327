/** Verifies credentials and presentations and reports the outcome of each check. */
@NullMarked
package org.sceau.verification;

import org.jspecify.annotations.NullMarked;
