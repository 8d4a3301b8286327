@NullMarked
package org.sceau.emulator;

import org.jspecify.annotations.NullMarked;
