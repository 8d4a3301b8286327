/** Serves HTTP, faults on demand and files to the emulators of AWS services. */
@NullMarked
package org.sceau.emulator.wire;

import org.jspecify.annotations.NullMarked;
