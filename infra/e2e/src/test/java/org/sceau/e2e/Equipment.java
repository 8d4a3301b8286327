package org.sceau.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** What a machine may have and some tests cannot do without. */
public enum Equipment {

  /** Node 20 or newer, and its npm. */
  NODE("interoperability", "no Node 20 or newer with npm found") {
    @Override
    boolean present() {
      return program("node").filter(node -> major(version(node)) >= 20).isPresent()
          && program("npm").isPresent();
    }
  },

  /** Chromium or Chrome, driven through Node. */
  BROWSER("browser", "no Chromium or Chrome found") {
    @Override
    boolean present() {
      return browser().isPresent();
    }
  },

  /** A Docker daemon that answers. */
  DOCKER("LocalStack", "no Docker daemon answers") {
    @Override
    boolean present() {
      return DockerClientFactory.instance().isDockerAvailable();
    }
  };

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Path MAC_CHROME =
      Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final String tests;
  private final String lack;

  Equipment(String tests, String lack) {
    this.tests = tests;
    this.lack = lack;
  }

  abstract boolean present();

  /** Which tests want it and why they cannot have it, as the closing lines of the build say it. */
  String lack() {
    return tests + ": " + lack;
  }

  /** The program of that name on the path. */
  static Optional<Path> program(String name) {
    var path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".cmd")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The browser that this machine has. */
  static Optional<Path> browser() {
    return BROWSERS.stream()
        .map(Equipment::program)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> Optional.of(MAC_CHROME).filter(Files::isExecutable));
  }

  private static String version(Path program) {
    try {
      var process = new ProcessBuilder(program.toString(), "--version").start();
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(10, TimeUnit.SECONDS) ? answer.strip() : "";
    } catch (IOException _) {
      return "";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** 20 of {@code v20.19.5}; 0 of anything else. */
  static int major(String version) {
    return version.matches("v\\d{1,6}\\..*")
        ? Integer.parseInt(version.substring(1, version.indexOf('.')))
        : 0;
  }
}
