@NullMarked
package org.sceau.local.s3;

import org.jspecify.annotations.NullMarked;
