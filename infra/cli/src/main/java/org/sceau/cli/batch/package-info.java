/** Does to each row of a list what is to be done, once, however often the doing is interrupted. */
@NullMarked
package org.sceau.cli.batch;

import org.jspecify.annotations.NullMarked;
