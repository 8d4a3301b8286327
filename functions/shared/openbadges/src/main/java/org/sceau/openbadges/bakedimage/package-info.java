/** Extracts credentials from baked PNG and SVG images (Open Badges 3.0, section 5.3). */
@NullMarked
package org.sceau.openbadges.bakedimage;

import org.jspecify.annotations.NullMarked;
