/** An HTTP API and a CDN in front of functions and a bucket, as AWS has them. */
@NullMarked
package org.sceau.local.gateway;

import org.jspecify.annotations.NullMarked;
