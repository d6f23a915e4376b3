package com.moalog.rjmx.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One correction of the generated C. The text to replace must be there exactly once: a new version
 * of the compiler that writes something else stops the build instead of losing the correction.
 *
 * @param file below the folder of the generated sources
 * @param wrong what the compiler writes
 * @param right what takes its place; {@code $1} is the first group of {@code wrong}
 */
record Repair(String name, String file, Pattern wrong, String right) {

  /**
   * The collector's work area was a sixteenth of the heap and is not checked: a fragmented heap
   * overruns it. Twice the heap is always enough and costs nothing until it is touched.
   */
  static final Repair WORK_AREA =
      new Repair(
          "work-area",
          "memory.c",
          Pattern.compile("return \\(int32_t\\) \\(heapSize / 16\\);"),
          "return (int32_t) (heapSize * 2 + 65536);");

  /** A heap that shrinks keeps its pages unless the kernel is told that they are free. */
  static final Repair FREED_PAGES =
      new Repair(
          "freed-pages",
          "memory.c",
          Pattern.compile(
              "(PROT_READ \\| PROT_WRITE\\);\\s*}\\s*static void teavm_virtualUncommit\\(void\\* address,"
                  + " int64_t size\\) \\{\\s*)mprotect\\(address, size, PROT_NONE\\);"),
          "$1mprotect(address, size, PROT_NONE); madvise(address, size, MADV_DONTNEED);");

  /**
   * A copy of a primitive array took the size of its items from the array's class instead of the
   * items' and wrote behind the copy.
   */
  static final Repair CLONED_ARRAYS =
      new Repair(
          "cloned-arrays",
          "classes/java/lang/Object.c",
          Pattern.compile("isPrimitive\\((teavm_local_\\d+)\\)\\) \\? sizeof\\(void\\*\\)"),
          "isPrimitive(TEAVM_FIELD($1, TeaVM_Class, itemType))) ? sizeof(void*)");

  static final List<Repair> ALL = List.of(WORK_AREA, FREED_PAGES, CLONED_ARRAYS);

  /**
   * Applies the repair below {@code folder}.
   *
   * @throws BuildException when the text is not there exactly once
   */
  void apply(Path folder) throws IOException, BuildException {
    Path source = folder.resolve(file);
    Files.writeString(source, applyTo(Files.readString(source)));
  }

  String applyTo(String source) throws BuildException {
    Matcher matcher = wrong.matcher(source);
    long places = matcher.results().count();
    if (places != 1) {
      throw new BuildException(
          "repair %s: its text is %d times in %s, not once; look at the new C"
              .formatted(name, places, file));
    }
    return matcher.reset().replaceFirst(right);
  }
}
