package com.moalog.rjmx.cli;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.ObjectNameException;
import com.moalog.rjmx.rule.Bean;
import com.moalog.rjmx.rule.Explanation;
import com.moalog.rjmx.rule.Leaf;
import com.moalog.rjmx.rule.RuleSet;
import java.util.List;

/** {@code --explain}: what are patterns tried on, and which rule matches? */
final class ExplainCommand {

  private ExplainCommand() {}

  static int run(Host host, RuleSet rules, String what) {
    int colon = what.indexOf(':');
    int slash = what.indexOf('/', Math.max(colon, 0));
    String name = slash < 0 ? what : what.substring(0, slash);
    List<String> path =
        slash < 0 ? List.of("*") : List.of(what.substring(slash + 1).split("/", -1));
    try {
      Leaf leaf = new Leaf(Bean.of(ObjectName.parse(name)), path, "0", "");
      Explanation.lines(rules, leaf).forEach(line -> host.print(line + "\n"));
      return ExitCode.OK;
    } catch (ObjectNameException malformed) {
      host.printError(malformed.getMessage() + "\n");
      return ExitCode.USAGE_OR_TARGET;
    }
  }
}
