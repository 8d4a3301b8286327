package org.sceau.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The repository on disk, without what a build or a version control puts into it. */
record Tree(Path top) {

  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".local");

  /** The tree that this module is a part of; Surefire starts in the module's folder. */
  static Tree here() {
    return new Tree(Path.of("..", "..").toAbsolutePath().normalize());
  }

  /** Every file whose name ends in one of the suffixes. */
  List<Path> files(String... suffixes) {
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          top,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (List.of(suffixes).stream().anyMatch(file.toString()::endsWith)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().sorted().toList();
  }

  /** A file's path as seen from the top. */
  String name(Path file) {
    return top.relativize(file).toString();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
