@NullMarked
package org.sceau.openbadges.bakedimage;

import org.jspecify.annotations.NullMarked;
