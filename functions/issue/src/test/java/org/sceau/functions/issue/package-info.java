@NullMarked
package org.sceau.functions.issue;

import org.jspecify.annotations.NullMarked;
