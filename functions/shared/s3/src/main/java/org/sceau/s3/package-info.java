/** The public objects, on S3. */
@NullMarked
package org.sceau.s3;

import org.jspecify.annotations.NullMarked;
