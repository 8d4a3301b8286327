/** The arithmetic of Amazon Corretto Crypto Provider, where it pays to load it. */
@NullMarked
package org.sceau.corretto;

import org.jspecify.annotations.NullMarked;
