/** Serves HTTP, faults on demand and files to the emulators of AWS services. */
@NullMarked
package org.sceau.local.wire;

import org.jspecify.annotations.NullMarked;
