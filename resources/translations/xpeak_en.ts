<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Acting</name>
    <message numerus="yes">
        <source>Remembered, %Ln receipts were looked at again</source>
        <translation>
            <numerusform>Remembered, %Ln receipt was looked at again</numerusform>
            <numerusform>Remembered, %Ln receipts were looked at again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChannelRow</name>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>of a channel</comment>
        <translation>
            <numerusform>%Ln receipt</numerusform>
            <numerusform>%Ln receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChannelsBody</name>
    <message numerus="yes">
        <source>You can go on, %Ln receipts of new channels will wait</source>
        <translation>
            <numerusform>You can go on, %Ln receipt of new channels will wait</numerusform>
            <numerusform>You can go on, %Ln receipts of new channels will wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can go on, %Ln receipts of %1 will wait</source>
        <translation>
            <numerusform>You can go on, %Ln receipt of %1 will wait</numerusform>
            <numerusform>You can go on, %Ln receipts of %1 will wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CloseDialog</name>
    <message numerus="yes">
        <source>New receipts are sent every %Ln minutes. Open the window from its icon there</source>
        <translation>
            <numerusform>New receipts are sent every %Ln minute. Open the window from its icon there</numerusform>
            <numerusform>New receipts are sent every %Ln minutes. Open the window from its icon there</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message numerus="yes">
        <source>%Ln rows cannot be read%1. The others are fine</source>
        <translation>
            <numerusform>%Ln row cannot be read%1. The others are fine</numerusform>
            <numerusform>%Ln rows cannot be read%1. The others are fine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln rows</source>
        <translation>
            <numerusform>Show %Ln row</numerusform>
            <numerusform>Show %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more files that hold no receipts</source>
        <translation>
            <numerusform>And %Ln more file that holds no receipts</numerusform>
            <numerusform>And %Ln more files that hold no receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExceptionRow</name>
    <message numerus="yes">
        <source>%Ln receipts wait for this</source>
        <translation>
            <numerusform>%Ln receipt waits for this</numerusform>
            <numerusform>%Ln receipts wait for this</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoundShop</name>
    <message numerus="yes">
        <source>%Ln items</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln items</source>
        <translation>
            <numerusform>more than %Ln item</numerusform>
            <numerusform>more than %Ln items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomePlace</name>
    <message numerus="yes">
        <source>Last run %1, %Ln receipts sent</source>
        <translation>
            <numerusform>Last run %1, %Ln receipt sent</numerusform>
            <numerusform>Last run %1, %Ln receipts sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped at %1, %Ln receipts sent before</source>
        <translation>
            <numerusform>Stopped at %1, %Ln receipt sent before</numerusform>
            <numerusform>Stopped at %1, %Ln receipts sent before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerPanel</name>
    <message numerus="yes">
        <source>Of those sent this month, %Ln need you</source>
        <translation>
            <numerusform>Of those sent this month, %Ln needs you</numerusform>
            <numerusform>Of those sent this month, %Ln need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainView</name>
    <message numerus="yes">
        <source>%Ln of %1 receipts</source>
        <translation>
            <numerusform>%Ln of %1 receipts</numerusform>
            <numerusform>%Ln of %1 receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeedsPanel</name>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln thing needs you</numerusform>
            <numerusform>%Ln things need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts, %1, not sent yet</source>
        <translation>
            <numerusform>%Ln receipt, %1, not sent yet</numerusform>
            <numerusform>%Ln receipts, %1, not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all, %Ln more</source>
        <translation>
            <numerusform>Show all, %Ln more</numerusform>
            <numerusform>Show all, %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts wait</source>
        <comment>how many wait</comment>
        <translation>
            <numerusform>%Ln receipt waits</numerusform>
            <numerusform>%Ln receipts wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>how many it concerns</comment>
        <translation>
            <numerusform>%Ln receipt</numerusform>
            <numerusform>%Ln receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaceChoice</name>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PagesList</name>
    <message numerus="yes">
        <source>%Ln services missing in PEAK</source>
        <translation>
            <numerusform>%Ln service missing in PEAK</numerusform>
            <numerusform>%Ln services missing in PEAK</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on</source>
        <comment>channels</comment>
        <translation>
            <numerusform>%Ln on</numerusform>
            <numerusform>%Ln on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln off</source>
        <comment>channels</comment>
        <translation>
            <numerusform>%Ln off</numerusform>
            <numerusform>%Ln off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided</source>
        <comment>channels</comment>
        <translation>
            <numerusform>%Ln undecided</numerusform>
            <numerusform>%Ln undecided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln months filed</source>
        <translation>
            <numerusform>%Ln month filed</numerusform>
            <numerusform>%Ln months filed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message numerus="yes">
        <source>%Ln receipts need you</source>
        <translation>
            <numerusform>%Ln receipt needs you</numerusform>
            <numerusform>%Ln receipts need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message numerus="yes">
        <source>PEAK has %Ln documents of this number</source>
        <translation>
            <numerusform>PEAK has %Ln document of this number</numerusform>
            <numerusform>PEAK has %Ln documents of this number</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductHelp</name>
    <message numerus="yes">
        <source>%Ln products in PEAK are close to “%1”</source>
        <translation>
            <numerusform>%Ln product in PEAK is close to “%1”</numerusform>
            <numerusform>%Ln products in PEAK are close to “%1”</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductWords</name>
    <message numerus="yes">
        <source>%Ln products are almost the same</source>
        <translation>
            <numerusform>%Ln product is almost the same</numerusform>
            <numerusform>%Ln products are almost the same</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products have this number</source>
        <translation>
            <numerusform>%Ln product has this number</numerusform>
            <numerusform>%Ln products have this number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>that wait</comment>
        <translation>
            <numerusform>%Ln receipt</numerusform>
            <numerusform>%Ln receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductsBody</name>
    <message numerus="yes">
        <source>PEAK refused %Ln products, the list says why</source>
        <translation>
            <numerusform>PEAK refused %Ln product, the list says why</numerusform>
            <numerusform>PEAK refused %Ln products, the list says why</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln products read from the list</source>
        <translation>
            <numerusform>%Ln product read from the list</numerusform>
            <numerusform>%Ln products read from the list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductsStatus</name>
    <message numerus="yes">
        <source>Matched %Ln</source>
        <translation>
            <numerusform>Matched %Ln</numerusform>
            <numerusform>Matched %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not matched %Ln</source>
        <translation>
            <numerusform>Not matched %Ln</numerusform>
            <numerusform>Not matched %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln…</source>
        <translation>
            <numerusform>Create %Ln…</numerusform>
            <numerusform>Create %Ln…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln in PEAK…</source>
        <translation>
            <numerusform>Create %Ln in PEAK…</numerusform>
            <numerusform>Create %Ln in PEAK…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln products in PEAK with their xCommerce codes and names?</source>
        <translation>
            <numerusform>Create %Ln product in PEAK with its xCommerce code and name?</numerusform>
            <numerusform>Create %Ln products in PEAK with their xCommerce codes and names?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln in PEAK</source>
        <translation>
            <numerusform>Create %Ln in PEAK</numerusform>
            <numerusform>Create %Ln in PEAK</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message numerus="yes">
        <source>Sending: %Ln of %1 sent</source>
        <translation>
            <numerusform>Sending: %Ln of %1 sent</numerusform>
            <numerusform>Sending: %Ln of %1 sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %Ln minutes left</source>
        <translation>
            <numerusform>About %Ln minute left</numerusform>
            <numerusform>About %Ln minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message numerus="yes">
        <source>%Ln receipts carry VAT, %1. They wait for you</source>
        <translation>
            <numerusform>%Ln receipt carries VAT, %1. It waits for you</numerusform>
            <numerusform>%Ln receipts carry VAT, %1. They wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This concerns %Ln receipts, %1</source>
        <translation>
            <numerusform>This concerns %Ln receipt, %1</numerusform>
            <numerusform>This concerns %Ln receipts, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts, %1, may be missing from the VAT report. Ask your accountant first</source>
        <translation>
            <numerusform>%Ln receipt, %1, may be missing from the VAT report. Ask your accountant first</numerusform>
            <numerusform>%Ln receipts, %1, may be missing from the VAT report. Ask your accountant first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts before this day, %1, are not sent</source>
        <translation>
            <numerusform>%Ln receipt before this day, %1, is not sent</numerusform>
            <numerusform>%Ln receipts before this day, %1, are not sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SalesFiles</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <translation>
            <numerusform>%Ln receipt</numerusform>
            <numerusform>%Ln receipts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln channels</source>
        <translation>
            <numerusform>%Ln channel</numerusform>
            <numerusform>%Ln channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SalesLive</name>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <translation>
            <numerusform>%Ln receipt</numerusform>
            <numerusform>%Ln receipts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln receipts</source>
        <translation>
            <numerusform>more than %Ln receipt</numerusform>
            <numerusform>more than %Ln receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message numerus="yes">
        <source>%Ln receipts wait. Click to look</source>
        <translation>
            <numerusform>%Ln receipt waits. Click to look</numerusform>
            <numerusform>%Ln receipts wait. Click to look</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message numerus="yes">
        <source>%Ln receipts wait, none is lost</source>
        <translation>
            <numerusform>%Ln receipt waits, it is not lost</numerusform>
            <numerusform>%Ln receipts wait, none is lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts are waiting</source>
        <translation>
            <numerusform>%Ln receipt is waiting</numerusform>
            <numerusform>%Ln receipts are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln receipts to be sent are in PEAK</source>
        <translation>
            <numerusform>The %Ln receipt to be sent is in PEAK</numerusform>
            <numerusform>All %Ln receipts to be sent are in PEAK</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln receipts due this month are in PEAK</source>
        <translation>
            <numerusform>The %Ln receipt due this month is in PEAK</numerusform>
            <numerusform>All %Ln receipts due this month are in PEAK</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SumsPanel</name>
    <message numerus="yes">
        <source>Not sent (%Ln channels are off)</source>
        <translation>
            <numerusform>Not sent (%Ln channel is off)</numerusform>
            <numerusform>Not sent (%Ln channels are off)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln thing needs you</numerusform>
            <numerusform>%Ln things need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sending: %Ln of %1 sent</source>
        <translation>
            <numerusform>Sending: %Ln of %1 sent</numerusform>
            <numerusform>Sending: %Ln of %1 sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>PEAK cannot be reached right now, %Ln receipts wait</source>
        <translation>
            <numerusform>PEAK cannot be reached right now, %Ln receipt waits</numerusform>
            <numerusform>PEAK cannot be reached right now, %Ln receipts wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message numerus="yes">
        <source>%Ln receipts wait for you first, they can follow later</source>
        <translation>
            <numerusform>%Ln receipt waits for you first, it can follow later</numerusform>
            <numerusform>%Ln receipts wait for you first, they can follow later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>how many wait</comment>
        <translation>
            <numerusform>%Ln receipt</numerusform>
            <numerusform>%Ln receipts</numerusform>
        </translation>
    </message>
</context>
</TS>
