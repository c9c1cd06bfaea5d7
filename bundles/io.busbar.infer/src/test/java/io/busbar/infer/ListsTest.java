package io.busbar.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.template.TemplateInference.Exceptional;
import io.busbar.api.template.TemplateInference.Kind;
import io.busbar.api.template.TemplateInference.Proposal;
import io.busbar.api.template.TemplateInference.Wishes;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lists look like, and what becomes of them. */
class ListsTest {
  private static Proposal propose(String list, String... columns) {
    Map<String, String> wished = new java.util.HashMap<>();
    for (int i = 0; i < columns.length; i += 2) {
      wished.put(columns[i], columns[i + 1]);
    }
    return new Inference().propose(Map.of("points.csv", list), new Wishes("oak", wished, "", "", Wishes.LEAST));
  }

  @Test
  void metersOfAConcentratorAreRowsWithABase() {
    Proposal proposal = propose("""
        Meter;Signal;Register;Format;Unit;Factor;Slave ID
        M1;V;40001;U16;V;0.1;1
        M1;I;40002;S16;A;0,01;1
        M1;E;40003;U32;kWh;1;1
        M2;V;40101;U16;V;0.1;1
        M2;I;40102;S16;A;0.01;1
        M2;E;40103;U32;kWh;;1
        M3;V;40201;U16;V;0.10;1
        M3;I;40202;S16;A;0.01;1
        M3;E;40203;U32;kWh;1;1
        """, "device", "Meter");

    assertThat(proposal.kinds()).containsExactly(new Kind("M", java.util.List.of("M1", "M2", "M3"), 3, true, ""));
    assertThat(proposal.exceptions()).isEmpty();
    assertThat(proposal.files().get("templates/M.yaml")).isEqualTo("""
        # 3 devices, 3 points; addresses of M1, the base of the others is in devices.csv
        points:
          V: {read: holding 0 uint16, scale: 0.1, unit: V}
          I: {read: holding 1 int16, scale: 0.01, unit: A}
          E: {read: holding 2 uint32, unit: kWh}
        """);
    assertThat(proposal.files().get("devices.csv")).isEqualTo("""
        device,template,channel,unit,base
        M1,M,line1,1,0
        M2,M,line1,1,100
        M3,M,line1,1,200
        """);
    assertThat(proposal.problems()).anyMatch(problem -> problem.code().equals("taken-as-modicon"));
  }

  @Test
  void spacesThatAreNotEquallyFarApartHaveABaseEach() {
    StringBuilder list = new StringBuilder("device,point,table,address\n");
    for (int d = 0; d < 4; d++) {
      for (int p = 0; p < 3; p++) {
        list.append("F").append(d).append(",m").append(p).append(",holding,").append(100 * d + p).append('\n');
        list.append("F").append(d).append(",s").append(p).append(",discrete input,").append(16 * d + p).append('\n');
      }
    }

    Proposal proposal = propose(list.toString());

    assertThat(proposal.kinds()).hasSize(1);
    assertThat(proposal.files().get("devices.csv")).startsWith("device,template,channel,unit,discreteBase,holdingBase\n"
        + "F0,F,line1,1,0,0\nF1,F,line1,2,16,100\n");
  }

  @Test
  void offsetsThatLookLikeNumbersOfAManualAreSaidToBeNone() {
    Proposal proposal = propose("device,point,table,address\nd,p,input,30700\n");
    assertThat(proposal.files().get("templates/d.yaml")).contains("addressing: zeroBased\npoints:\n  p: {read: input 30700 uint16}\n");
  }

  @Test
  void aMissingFirstPointDoesNotMoveTheOthers() {
    StringBuilder list = new StringBuilder("device,point,address\n");
    for (int d = 0; d < 5; d++) {
      for (int p = d == 2 ? 1 : 0; p < 6; p++) {
        list.append("F").append(d).append(",p").append(p).append(',').append(100 + 50 * d + p).append('\n');
      }
    }

    Exceptional exception = propose(list.toString()).exceptions().get(0);

    assertThat(exception.device()).isEqualTo("F2");
    assertThat(exception.deviations()).hasSize(1);
    assertThat(exception.deviations().get(0).words()).isEqualTo("has no p0 (holding 200 uint16)");
    assertThat(exception.template()).isEqualTo("F2");
  }

  @Test
  void theNameOfTheDeviceInThatOfThePointIsNoDifference() {
    StringBuilder list = new StringBuilder("Device Name,Tag,Function Code,Register,Data Type\n");
    for (int d = 1; d < 4; d++) {
      list.append("FDR-0").append(d).append(",FDR0").append(d).append("_IA,4,0x10,int16\n");
      list.append("FDR-0").append(d).append(",FDR0").append(d).append("_IB,4,0x11,int16\n");
    }

    Proposal proposal = propose(list.toString());

    assertThat(proposal.kinds()).hasSize(1);
    assertThat(proposal.files().get("templates/FDR.yaml")).contains("  IA: {read: input 16 int16}\n");
  }

  @Test
  void aListWithoutADeviceIsSplitWhereItIsSaid() {
    String list = "tag,address\nOAK.F1.IA,1\nOAK.F1.IB,2\nOAK.F2.IA,1\nOAK.F2.IB,2\n";

    Proposal proposal = new Inference().propose(Map.of("scada.csv", list), new Wishes("oak", Map.of(), "", ".", 3));

    assertThat(proposal.kinds()).singleElement().satisfies(kind -> assertThat(kind.devices()).containsExactly("OAK.F1", "OAK.F2"));
  }

  @Test
  void aListWithoutAHeadingIsReadByNumbers() {
    String list = "inv,power,d,kW,10,int16,100\ninv,state,i,0=off;1=on,11,uint16,1\n";

    Proposal proposal = propose(list, "device", "1", "point", "2", "unit", "4", "address", "5", "type", "6", "divisor", "7");

    assertThat(proposal.points()).isEqualTo(2);
    assertThat(proposal.files().get("templates/inv.yaml")).contains("  power: {read: holding 10 int16, scale: 0.01, unit: kW}\n",
        "  state: {read: holding 11 uint16, enum: {0: \"off\", 1: \"on\"}}\n");
  }

  @Test
  void whatIsNoPointIsLeftOutAndTold() {
    Proposal proposal = propose("device,point,address,type,colour\nd,a,1,uint16,red\nd,a,2,uint16,red\nd,b,x y,pad,red\nd,c,3,pad,red\n,e,4,,red\n");

    assertThat(proposal.points()).isEqualTo(1);
    assertThat(proposal.problems().stream().map(Object::toString))
        .anyMatch(each -> each.startsWith("points.csv:1:1 warning: not used: the columns colour."))
        .anyMatch(each -> each.startsWith("points.csv:3 warning: left out: d has a point \"a\" already."))
        .anyMatch(each -> each.startsWith("points.csv:4 warning: left out: \"pad\" is no type") && each.endsWith("The same in 1 line below."))
        .anyMatch(each -> each.startsWith("points.csv:6 warning: left out: this line names no device."));
  }

  @Test
  void whatCannotBeReadAtAllIsAnError() {
    assertThat(propose("").files()).isEmpty();
    assertThat(propose("a,b,c\n1,2,3\n").problems().toString()).contains("no column has the names of the points. The columns are: a, b, c.");
    assertThat(propose("device,point\nd,p\n", "adress", "x").problems().toString()).contains("\\\"adress\\\" is nothing".replace("\\", ""));
    assertThat(propose("device,point\nd,p\n", "address", "poind").problems().toString()).contains("Did you mean \"point\"?");
    assertThat(propose("device,point,address\n").problems().toString()).contains("no line of the lists is a point");
  }
}
