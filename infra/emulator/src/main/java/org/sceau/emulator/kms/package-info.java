/** Emulates AWS KMS: speaks its wire protocol and keeps keys in a file. */
@NullMarked
package org.sceau.emulator.kms;

import org.jspecify.annotations.NullMarked;
