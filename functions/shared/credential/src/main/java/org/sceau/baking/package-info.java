/** Credentials within images (Open Badges 3.0, section 5.3). */
@NullMarked
package org.sceau.baking;

import org.jspecify.annotations.NullMarked;
