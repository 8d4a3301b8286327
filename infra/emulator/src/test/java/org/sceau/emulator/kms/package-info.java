@NullMarked
package org.sceau.emulator.kms;

import org.jspecify.annotations.NullMarked;
