/** Signs with keys that never leave KMS. */
@NullMarked
package org.sceau.kms;

import org.jspecify.annotations.NullMarked;
