/** From an award to a credential that is signed, checked and on record. */
@NullMarked
package org.sceau.issuing;

import org.jspecify.annotations.NullMarked;
