package com.moalog.rjmx.compile;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.diagnostics.ProblemSeverity;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Translates a program from class files to C. */
record JavaToC(List<File> classPath, String mainClass) {

  private static final int FIRST_HEAP_BYTES = 512 * 1024;
  private static final int LARGEST_HEAP_BYTES = 64 * 1024 * 1024;

  /**
   * Writes the C below {@code folder}; {@code all.c} there includes all of it.
   *
   * @throws BuildException naming every error the translation found
   */
  void translate(Path folder) throws BuildException {
    TeaVMTool tool = new TeaVMTool();
    tool.setClassPath(classPath);
    tool.setClassLoader(JavaToC.class.getClassLoader());
    tool.setMainClass(mainClass);
    tool.setTargetDirectory(folder.toFile());
    tool.setTargetType(TeaVMTargetType.C);
    tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
    tool.setMinHeapSize(FIRST_HEAP_BYTES);
    tool.setMaxHeapSize(LARGEST_HEAP_BYTES);
    try {
      tool.generate();
    } catch (TeaVMToolException failed) {
      throw new BuildException("translation failed: " + failed);
    }
    StringBuilder errors = new StringBuilder();
    for (Problem problem : tool.getProblemProvider().getProblems()) {
      if (problem.getSeverity() == ProblemSeverity.ERROR) {
        DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
        problem.render(text);
        errors.append("\n  ").append(text.getText()).append(" at ").append(problem.getLocation());
      }
    }
    if (!errors.isEmpty()) {
      throw new BuildException("the program uses what cannot be translated:" + errors);
    }
  }
}
