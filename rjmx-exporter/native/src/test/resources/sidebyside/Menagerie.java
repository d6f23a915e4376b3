import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** A program with one MBean of every kind that exporters meet. Its values never change. */
public class Menagerie {

  private static volatile byte[] garbage = {};

  public static void main(String[] arguments) throws Exception {
    numbers();
    texts();
    compositesAndTables();
    names();
    shapesOfOtherPrograms();
    collect();
    System.out.println("ready");
    System.out.flush();
    Thread.sleep(600_000);
  }

  /** Until every collector has something to tell about its last run. */
  private static void collect() {
    System.gc();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      for (int i = 0; i < 10_000 && collector.getCollectionCount() == 0; i++) {
        garbage = new byte[256 * 1024];
      }
    }
  }

  private static void numbers() throws Exception {
    new Sheet()
        .put("Byte", (byte) -7)
        .put("Int", 42)
        .put("Long", 1234567890123L)
        .put("BeyondDouble", 9007199254740993L)
        .put("Float", 0.5f)
        .put("Double", 1.0E-5)
        .put("Negative", -2.25)
        .put("Yes", true)
        .put("No", false)
        .put("Big", new BigInteger("123456789012345678901234567890"))
        .put("Decimal", new BigDecimal("3.25"))
        .put("HTTPRequestCount", 5)
        .put("NothingYet", null)
        .register("zoo:type=Numbers,name=all");
  }

  private static void texts() throws Exception {
    new Sheet()
        .put("Version", "1.2.3")
        .put("State", Thread.State.RUNNABLE)
        .put("Numeric", "42")
        .put("Started", new Date(1_700_000_000_000L))
        .put("Names", new String[] {"a", "b"})
        .put("Counts", new long[] {1, 2})
        .put("Broken", new IllegalStateException("not now"))
        .register("zoo:type=Texts,name=all");
  }

  private static void compositesAndTables() throws Exception {
    CompositeType usage =
        new CompositeType(
            "Usage",
            "How much is used",
            new String[] {"used", "max"},
            new String[] {"used", "max"},
            new OpenType<?>[] {SimpleType.LONG, SimpleType.LONG});
    CompositeType nested =
        new CompositeType(
            "Nested",
            "Usage with a limit",
            new String[] {"usage", "limit"},
            new String[] {"usage", "limit"},
            new OpenType<?>[] {usage, SimpleType.INTEGER});
    new Sheet()
        .put("Usage", usage(usage, 10, 100))
        .put(
            "Deep",
            new CompositeDataSupport(nested, Map.of("usage", usage(usage, 1, 2), "limit", 7)))
        .put("ByKey", map(usage))
        .put("ByHostAndPort", hosts())
        .register("zoo:type=Open,name=all");
  }

  private static CompositeData usage(CompositeType type, long used, long max)
      throws OpenDataException {
    return new CompositeDataSupport(type, Map.of("used", used, "max", max));
  }

  private static TabularData map(CompositeType usage) throws OpenDataException {
    CompositeType row =
        new CompositeType(
            "Row",
            "A pair",
            new String[] {"key", "value"},
            new String[] {"key", "value"},
            new OpenType<?>[] {SimpleType.STRING, usage});
    TabularData table =
        new TabularDataSupport(new TabularType("Map", "A map", row, new String[] {"key"}));
    table.put(new CompositeDataSupport(row, Map.of("key", "north", "value", usage(usage, 3, 4))));
    table.put(new CompositeDataSupport(row, Map.of("key", "south", "value", usage(usage, 5, 6))));
    return table;
  }

  private static TabularData hosts() throws OpenDataException {
    String[] columns = {"host", "port", "open", "value"};
    CompositeType row =
        new CompositeType(
            "Connections",
            "Connections of a host",
            columns,
            columns,
            new OpenType<?>[] {
              SimpleType.STRING, SimpleType.INTEGER, SimpleType.LONG, SimpleType.DOUBLE
            });
    TabularData table =
        new TabularDataSupport(
            new TabularType("Hosts", "Hosts", row, new String[] {"host", "port"}));
    for (int port = 80; port < 82; port++) {
      for (String host : new String[] {"a", "b"}) {
        table.put(
            new CompositeDataSupport(
                row, Map.of("host", host, "port", port, "open", port * 2L, "value", port + 0.5)));
      }
    }
    return table;
  }

  private static void names() throws Exception {
    new Sheet().put("Count", 1).register("zoo:type=Quoted,name=\"a,b=c:d\"");
    new Sheet().put("Count", 2).register("zoo:name=first,type=Order");
    new Sheet().put("Count", 3).register("zoo:type=Order,zone=x,name=second");
    new Sheet().put("Count", 4).register("zoo.sub-domain:type=Dashed,name=with space");
    new Sheet().put("95thPercentile", 9.5).put("a.b-c d", 6).register("zoo:type=Odd,name=9lives");
    new Sheet().put("Size", 1).put("size", 2).register("zoo:type=Clash,name=one");
    new Sheet().put("Size", 3).register("zoo:type=Clash,name=two");
  }

  private static void shapesOfOtherPrograms() throws Exception {
    new Sheet()
        .put("Count", 12L)
        .put("OneMinuteRate", 0.25)
        .put("RateUnit", "SECONDS")
        .register("broker.server:type=TopicMetrics,name=MessagesInPerSec,topic=orders");
    new Sheet().put("Value", 3).register("broker.server:type=ReplicaManager,name=PartitionCount");
    new Sheet()
        .put("Count", 8L)
        .put("Mean", 1.5)
        .put("50thPercentile", 1.25)
        .put("99thPercentile", 4.75)
        .register("store.metrics:type=Table,keyspace=k1,scope=t1,name=ReadLatency");
    new Sheet()
        .put("requestCount", 20)
        .put("bytesSent", 2048L)
        .register("web:type=GlobalRequestProcessor,name=\"http-nio-8080\"");
    new Sheet()
        .put("State", "leader")
        .put("AvgRequestLatency", 2L)
        .register("keeper.Service:name0=Server_id1,name1=replica.1,name2=Leader");
  }

  /** An MBean made of what is put into it; an exception as a value is thrown when it is read. */
  static final class Sheet implements DynamicMBean {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Sheet put(String name, Object value) {
      values.put(name, value);
      return this;
    }

    void register(String name) throws Exception {
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, new ObjectName(name));
    }

    @Override
    public Object getAttribute(String name) throws MBeanException {
      Object value = values.get(name);
      if (value instanceof Exception thrown) {
        throw new MBeanException(thrown);
      }
      return value;
    }

    @Override
    public AttributeList getAttributes(String[] names) {
      AttributeList all = new AttributeList();
      for (String name : names) {
        if (values.containsKey(name) && !(values.get(name) instanceof Exception)) {
          all.add(new Attribute(name, values.get(name)));
        }
      }
      return all;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
      MBeanAttributeInfo[] attributes =
          values.keySet().stream().map(this::info).toArray(MBeanAttributeInfo[]::new);
      return new MBeanInfo(
          Sheet.class.getName(), "A sheet of values", attributes, null, null, null);
    }

    private MBeanAttributeInfo info(String name) {
      String description = name.length() % 2 == 0 ? "The sheet's " + name : name;
      return new MBeanAttributeInfo(name, type(values.get(name)), description, true, false, false);
    }

    private static String type(Object value) {
      if (value instanceof TabularData) {
        return TabularData.class.getName();
      }
      if (value instanceof CompositeData) {
        return CompositeData.class.getName();
      }
      return value == null ? "java.lang.Long" : value.getClass().getName();
    }

    @Override
    public void setAttribute(Attribute attribute) {
      throw new UnsupportedOperationException(attribute.getName());
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
      throw new UnsupportedOperationException(attributes.toString());
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
      throw new UnsupportedOperationException(action);
    }
  }
}
