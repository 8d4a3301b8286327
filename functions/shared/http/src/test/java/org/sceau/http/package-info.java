@NullMarked
package org.sceau.http;

import org.jspecify.annotations.NullMarked;
