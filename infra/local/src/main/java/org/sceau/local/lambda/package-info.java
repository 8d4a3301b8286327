/** Functions as Lambda runs them: instances, one invocation at a time each, deadlines, kills. */
@NullMarked
package org.sceau.local.lambda;

import org.jspecify.annotations.NullMarked;
