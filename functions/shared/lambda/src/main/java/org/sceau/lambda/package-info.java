/** Translates Lambda HTTP events into requests and answers into responses; reads settings. */
@NullMarked
package org.sceau.lambda;

import org.jspecify.annotations.NullMarked;
