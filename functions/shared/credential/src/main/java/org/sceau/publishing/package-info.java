/** Status lists that are due become signed public documents. */
@NullMarked
package org.sceau.publishing;

import org.jspecify.annotations.NullMarked;
