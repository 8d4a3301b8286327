@NullMarked
package org.sceau.cli;

import org.jspecify.annotations.NullMarked;
