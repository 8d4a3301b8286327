package org.sceau.local.template;

/**
 * Paths that the CDN reads from a bucket, never from the API.
 *
 * @param prefix of the paths, with a slash at both ends
 * @param bucket its logical id
 */
public record CdnPath(String prefix, String bucket) {}
