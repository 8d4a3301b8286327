@NullMarked
package org.sceau.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
