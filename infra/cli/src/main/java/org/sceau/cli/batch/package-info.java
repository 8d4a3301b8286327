/** Processes each row of a list exactly once, however often the run is interrupted. */
@NullMarked
package org.sceau.cli.batch;

import org.jspecify.annotations.NullMarked;
