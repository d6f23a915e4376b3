package com.moalog.rjmx.regex;

import com.moalog.rjmx.regex.Syntax.Mode;
import java.util.ArrayList;
import java.util.List;

/** Makes steps from the parts of a pattern, from its end to its beginning. */
final class Compiler {

  private int locals;

  int locals() {
    return locals;
  }

  Node compile(Syntax syntax, Node next) {
    return switch (syntax) {
      case Syntax.Chars chars -> new Node.Row(List.of(chars.set()), next);
      case Syntax.Sequence sequence -> sequence(sequence.parts(), next);
      case Syntax.Alternatives alternatives -> {
        List<Node> ways = new ArrayList<>();
        for (Syntax part : alternatives.parts()) {
          ways.add(compile(part, next));
        }
        yield new Node.Branch(ways);
      }
      case Syntax.Group group -> group(group, next);
      case Syntax.Repeat repeat -> repeat(repeat, next);
      case Syntax.Look look -> look(look, next);
      case Syntax.Atomic atomic -> new Node.Atomic(compile(atomic.body(), new Node.Accept()), next);
      case Syntax.BackReference reference -> new Node.BackReference(reference, next);
      case Syntax.Assertion assertion -> new Node.Assertion(assertion.place(), next);
    };
  }

  private Node sequence(List<Syntax> parts, Node next) {
    Node first = next;
    List<CharSet> row = new ArrayList<>();
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof Syntax.Chars chars) {
        row.addFirst(chars.set());
        continue;
      }
      first = withRow(row, first);
      row = new ArrayList<>();
      first = compile(parts.get(i), first);
    }
    return withRow(row, first);
  }

  private static Node withRow(List<CharSet> row, Node next) {
    return row.isEmpty() ? next : new Node.Row(row, next);
  }

  private Node group(Syntax.Group group, Node next) {
    if (group.capture() == 0) {
      return compile(group.body(), next);
    }
    int local = locals++;
    Node end = new Node.GroupEnd(local, group.capture(), next);
    return new Node.GroupStart(local, compile(group.body(), end));
  }

  private Node repeat(Syntax.Repeat repeat, Node next) {
    if (repeat.body() instanceof Syntax.Chars chars) {
      return new CharLoop(chars.set(), repeat, next);
    }
    if (repeat.mode() == Mode.POSSESSIVE) {
      return new Loop.Possessive(compile(repeat.body(), new Node.Accept()), repeat, next);
    }
    Loop loop = new Loop(locals, repeat, next);
    locals += 2;
    loop.setBody(compile(repeat.body(), loop));
    return new Loop.Entry(loop);
  }

  private Node look(Syntax.Look look, Node next) {
    if (look.ahead()) {
      return new Node.Look(compile(look.body(), new Node.Accept()), look.negative(), next);
    }
    int shortest = look.body().shortest();
    int longest = look.body().longest();
    Node body = compile(look.body(), new EndsHere());
    return new Node.Look(new Node.Behind(body, shortest, longest), look.negative(), next);
  }

  /** Accepts only where the look-behind began. */
  static final class EndsHere extends Node {
    @Override
    boolean match(Run run, int index) {
      run.last = index;
      return index == run.behindEnd;
    }
  }
}
