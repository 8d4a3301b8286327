@NullMarked
package org.sceau.manage;

import org.jspecify.annotations.NullMarked;
