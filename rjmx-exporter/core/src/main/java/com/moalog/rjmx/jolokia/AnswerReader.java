package com.moalog.rjmx.jolokia;

import com.moalog.rjmx.json.JsonHandler;
import com.moalog.rjmx.rule.LeafValue;
import org.jspecify.annotations.Nullable;

/** Understands the answer to a {@link Question} while it comes. Not thread-safe. */
public final class AnswerReader implements JsonHandler {

  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  /** Where in the answer we are. */
  private enum Level {
    TOP,
    ANSWERS,
    ANSWER,
    NAMES,
    BEANS,
    ATTRIBUTES,
    VALUE,
    LISTING,
    SKIPPED
  }

  private final Question question;
  private final AnswerListener listener;
  private final ValueBuilder value = new ValueBuilder();
  private final ListingReader listing;
  private Level level = Level.TOP;
  private Level beforeSkip = Level.TOP;
  private int skipped;
  private int index = -1;
  private String key = "";
  private String attribute = "";
  private int status = OK;
  private String error = "";
  private boolean wholeRefused;
  private boolean valued;
  private boolean malformed;

  public AnswerReader(Question question, AnswerListener listener) {
    this.question = question;
    this.listener = listener;
    this.listing = new ListingReader(listener);
  }

  /** Whether the target refused the question as a whole: it sent one object instead of a list. */
  public boolean isWholeRefused() {
    return wholeRefused;
  }

  /** What the target said when it refused everything. */
  public String error() {
    return error;
  }

  /** Whether a read was answered with something that is no object. */
  public boolean isMalformed() {
    return malformed;
  }

  /** Whether there was an answer to everything that was asked. */
  public boolean isComplete() {
    return index == question.size() - 1 && level == Level.TOP;
  }

  @Override
  public void startObject() {
    switch (level) {
      case TOP -> {
        wholeRefused = true;
        level = Level.ANSWER;
      }
      case ANSWERS -> {
        index++;
        status = OK;
        error = "";
        valued = false;
        level = index < question.size() ? Level.ANSWER : skip(Level.ANSWERS);
      }
      case ANSWER -> level = inAnswer();
      case BEANS -> {
        listener.bean(read(), key);
        level = Level.ATTRIBUTES;
      }
      case ATTRIBUTES -> {
        value.begin();
        value.startObject();
        attribute = key;
        level = Level.VALUE;
      }
      case VALUE -> value.startObject();
      case LISTING -> listing.startObject();
      case NAMES -> level = skip(Level.NAMES);
      case SKIPPED -> skipped++;
    }
  }

  private Level inAnswer() {
    if (wholeRefused || !key.equals("value")) {
      return skip(Level.ANSWER);
    }
    return switch (question.part(index)) {
      case Part.Search ignored -> skip(Level.ANSWER);
      case Part.Listing wanted -> {
        listing.begin(wanted.domain());
        yield Level.LISTING;
      }
      case Read read -> {
        valued = true;
        if (read.name().isPattern()) {
          yield Level.BEANS;
        }
        listener.bean(read, read.name().toString());
        yield Level.ATTRIBUTES;
      }
    };
  }

  /** The read that is being answered. */
  private Read read() {
    return (Read) question.part(index);
  }

  private Level skip(Level back) {
    beforeSkip = back;
    skipped = 1;
    return Level.SKIPPED;
  }

  @Override
  public void endObject() {
    switch (level) {
      case ANSWER -> {
        level = wholeRefused ? Level.TOP : Level.ANSWERS;
        if (!wholeRefused) {
          judge();
        }
      }
      case BEANS -> level = Level.ANSWER;
      case ATTRIBUTES -> {
        level = read().name().isPattern() ? Level.BEANS : Level.ANSWER;
      }
      case VALUE -> complete(value.end());
      case LISTING -> level = listing.endObject() ? Level.ANSWER : Level.LISTING;
      case SKIPPED -> endSkipped();
      case TOP, ANSWERS, NAMES -> {}
    }
  }

  private void judge() {
    boolean refused = status != OK && status != NOT_FOUND;
    malformed |= status == OK && !valued && question.part(index) instanceof Read;
    if (refused && question.part(index) instanceof Read read) {
      listener.refused(read, status, error);
    }
  }

  private void endSkipped() {
    if (--skipped == 0) {
      level = beforeSkip;
    }
  }

  @Override
  public void startArray() {
    switch (level) {
      case TOP -> level = Level.ANSWERS;
      case ANSWER -> {
        boolean names =
            key.equals("value") && !wholeRefused && question.part(index) instanceof Part.Search;
        level = names ? Level.NAMES : skip(Level.ANSWER);
      }
      case ATTRIBUTES -> {
        value.begin();
        value.startArray();
        attribute = key;
        level = Level.VALUE;
      }
      case VALUE -> value.startArray();
      case LISTING -> listing.startArray();
      case SKIPPED -> skipped++;
      case ANSWERS, NAMES, BEANS -> level = skip(level);
    }
  }

  @Override
  public void endArray() {
    switch (level) {
      case ANSWERS -> level = Level.TOP;
      case NAMES -> level = Level.ANSWER;
      case LISTING -> listing.endArray();
      case VALUE -> complete(value.end());
      case SKIPPED -> endSkipped();
      case TOP, ANSWER, BEANS, ATTRIBUTES -> {}
    }
  }

  @Override
  public void key(String name) {
    if (level == Level.VALUE) {
      value.key(name);
    } else if (level == Level.LISTING) {
      listing.key(name);
    } else if (level != Level.SKIPPED) {
      key = name;
    }
  }

  private void complete(@Nullable Value whole) {
    if (whole != null) {
      level = Level.ATTRIBUTES;
      if (value.isTooLarge()) {
        listener.tooLarge(attribute);
      } else {
        listener.attribute(attribute, whole);
      }
    }
  }

  private void scalar(Value scalar) {
    if (level == Level.ATTRIBUTES) {
      listener.attribute(key, scalar);
    } else if (level == Level.VALUE) {
      complete(value.add(scalar));
    }
  }

  @Override
  public void string(String text) {
    if (level == Level.NAMES) {
      listener.declaredName(text);
    } else if (level == Level.LISTING) {
      listing.string(text);
    } else if (level == Level.ANSWER && key.equals("error")) {
      error = text;
    } else {
      scalar(new Value.Simple(new LeafValue.Text(text)));
    }
  }

  @Override
  public void number(double number) {
    if (level == Level.ANSWER && key.equals("status")) {
      status = (int) number;
    } else {
      scalar(new Value.Simple(new LeafValue.Numeric(number)));
    }
  }

  @Override
  public void bool(boolean flag) {
    scalar(new Value.Simple(new LeafValue.Bool(flag)));
  }

  @Override
  public void nothing() {
    scalar(new Value.Null());
  }
}
