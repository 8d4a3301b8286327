@NullMarked
package org.sceau.local.kms;

import org.jspecify.annotations.NullMarked;
