/** Emulates Amazon S3: speaks its REST protocol and keeps objects in files. */
@NullMarked
package org.sceau.emulator.s3;

import org.jspecify.annotations.NullMarked;
