/** A demonstration issuer and a credential of it, made over HTTP as any client would. */
@NullMarked
package org.sceau.local.demo;

import org.jspecify.annotations.NullMarked;
