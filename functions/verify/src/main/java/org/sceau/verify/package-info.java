/** The public link of a credential, and the verification of a credential brought along. */
@NullMarked
package org.sceau.verify;

import org.jspecify.annotations.NullMarked;
