package org.sceau.local.template;

import java.util.Optional;

/**
 * Paths that the CDN reads from a bucket, never from the API.
 *
 * @param prefix of the paths, with a slash at both ends
 * @param bucket its logical id
 * @param function the logical id of the CDN's function that sees each request first and each answer
 *     last
 */
public record CdnPath(String prefix, String bucket, Optional<String> function) {}
