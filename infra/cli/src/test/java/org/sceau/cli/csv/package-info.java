@NullMarked
package org.sceau.cli.csv;

import org.jspecify.annotations.NullMarked;
