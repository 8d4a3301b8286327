@NullMarked
package org.sceau.cli.batch;

import org.jspecify.annotations.NullMarked;
