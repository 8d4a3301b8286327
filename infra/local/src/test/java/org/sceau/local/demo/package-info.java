@NullMarked
package org.sceau.local.demo;

import org.jspecify.annotations.NullMarked;
