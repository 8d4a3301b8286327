/** Whether a credential is genuine and current, check by check. */
@NullMarked
package org.sceau.verification;

import org.jspecify.annotations.NullMarked;
