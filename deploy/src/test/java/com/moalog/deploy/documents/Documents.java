package com.moalog.deploy.documents;

import com.moalog.local.servers.Repository;
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
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The files of the repository as a clean clone has them, and the commands of its READMEs. */
public final class Documents {

  public static final Path ROOT = Repository.root();

  private static final Set<String> NOT_IN_GIT =
      Set.of("target", ".git", ".moalog", "node_modules", ".env", "secrets.env");
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");

  private Documents() {}

  /** A command and the README it stands in. */
  record Command(String text, Path document) {}

  /** Every file that git would hold. */
  public static void eachFile(Consumer<Path> visitor) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_IN_GIT.contains(name(folder))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!NOT_IN_GIT.contains(name(file)) && !name(file).endsWith(".log")) {
              visitor.accept(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** All documents, sorted. */
  static List<Path> all() throws IOException {
    List<Path> documents = new ArrayList<>();
    eachFile(file -> {
      if (file.toString().endsWith(".md")) {
        documents.add(file);
      }
    });
    return documents.stream().sorted().toList();
  }

  /** Every line of every block marked {@code sh} in a README, the root's first; no comments. */
  static List<Command> commands() throws IOException {
    List<Command> commands = new ArrayList<>();
    for (Path readme : all().stream().filter(file -> name(file).equals("README.md")).toList()) {
      BLOCK
          .matcher(read(readme))
          .results()
          .flatMap(block -> block.group(1).lines())
          .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(line -> commands.add(new Command(line, ROOT.relativize(readme))));
    }
    return commands.stream()
        .sorted(java.util.Comparator.comparingInt(command -> command.document().getNameCount()))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies what a clean clone has. */
  static void cloneTo(Path target) throws IOException {
    eachFile(file -> {
      Path copy = target.resolve(ROOT.relativize(file).toString());
      try {
        Files.createDirectories(copy.getParent() == null ? target : copy.getParent());
        Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
