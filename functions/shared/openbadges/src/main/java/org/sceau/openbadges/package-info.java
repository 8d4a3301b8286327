/** Defines the fields of an Open Badges 3.0 achievement and the facts of a credential. */
@NullMarked
package org.sceau.openbadges;

import org.jspecify.annotations.NullMarked;
