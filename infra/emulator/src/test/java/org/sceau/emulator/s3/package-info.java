@NullMarked
package org.sceau.emulator.s3;

import org.jspecify.annotations.NullMarked;
