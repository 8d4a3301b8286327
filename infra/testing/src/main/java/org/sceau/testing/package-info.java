/** Holds fakes of the ports, the contracts of the ports as tests to extend, and fixtures. */
@NullMarked
package org.sceau.testing;

import org.jspecify.annotations.NullMarked;
