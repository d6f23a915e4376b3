package com.moalog.local.launcher.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the reports that surefire and failsafe leave below each module. Stateless. */
final class TestReports {

  /** Deep enough for {@code local/launcher/target/surefire-reports/TEST-x.xml}. */
  private static final int MAX_DEPTH = 6;

  private static final int MAX_REASON = 300;

  private TestReports() {}

  /** All results below a repository, in the order of the files' names. */
  static List<TestResult> read(Path root) throws IOException {
    List<TestResult> results = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root, MAX_DEPTH)) {
      for (Path file : files.filter(TestReports::isReport).sorted().toList()) {
        Path module = file.resolve("../../..").normalize();
        results.addAll(read(file, root.relativize(module).toString()));
      }
    }
    return results;
  }

  private static boolean isReport(Path file) {
    String path = file.toString();
    return path.matches(".*/target/(?:surefire|failsafe)-reports/TEST-[^/]*\\.xml");
  }

  private static List<TestResult> read(Path file, String module) throws IOException {
    List<TestResult> results = new ArrayList<>();
    NodeList cases = parse(file).getElementsByTagName("testcase");
    for (int at = 0; at < cases.getLength(); at++) {
      if (cases.item(at) instanceof Element test) {
        results.add(result(test, module));
      }
    }
    return results;
  }

  private static Document parse(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(in);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read the test report " + file, e);
    }
  }

  private static TestResult result(Element test, String module) {
    String qualified = test.getAttribute("classname");
    String className = qualified.substring(qualified.lastIndexOf('.') + 1);
    String name = test.getAttribute("name");
    for (String failure : List.of("failure", "error")) {
      if (test.getElementsByTagName(failure).item(0) instanceof Element element) {
        return new TestResult(module, className, name, TestResult.Outcome.FAILED, reason(element));
      }
    }
    if (test.getElementsByTagName("skipped").item(0) instanceof Element element) {
      return new TestResult(module, className, name, TestResult.Outcome.SKIPPED, reason(element));
    }
    return new TestResult(module, className, name, TestResult.Outcome.PASSED, "");
  }

  private static String reason(Element element) {
    String message = element.getAttribute("message").replaceAll("\\s+", " ").strip();
    String text = message.isEmpty() ? element.getAttribute("type") : message;
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "...";
  }
}
